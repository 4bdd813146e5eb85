import type { AttributeValue, NativeBinding, OperationAttribute } from '../native-binding.js';
import type { GraphOperation, Outsider } from './known-operation.js';
import { ProtobufMessage } from './protobuf-message.js';

/** The types of attributes, as the binding numbers them. */
export type AttributeTypes = Pick<
  NativeBinding,
  'TF_ATTR_STRING' | 'TF_ATTR_INT' | 'TF_ATTR_FLOAT' | 'TF_ATTR_BOOL' | 'TF_ATTR_TYPE'
>;

/** The tag by which the graph is found in its file. */
export const graphTag = 'serve';

/** The first version of TensorFlow's graphs that has every operation used here. */
const producer = 1205;

/** What a tensor of the sequence is called in the graph; each output of an operation goes by the number of its first. */
export function outputNames(operations: readonly GraphOperation[]): string[] {
  const names: string[] = [];
  for (const { outsiders, outputs } of operations) {
    outsiders.forEach(() => names.push(`t${String(names.length)}:0`));
    const first = names.length;
    outputs.forEach((_, output) => names.push(`t${String(first)}:${String(output)}`));
  }
  return names;
}

/**
 * A sequence of operations as the file saved_model.pb that TensorFlow loads (its messages SavedModel, MetaGraphDef,
 * GraphDef, NodeDef, AttrValue and TensorProto). Tensors from outside are placeholders, or constants where they always
 * hold the same.
 */
export function operationGraph(
  operations: readonly GraphOperation[],
  types: AttributeTypes,
): Uint8Array {
  const names = outputNames(operations);
  const graph = new ProtobufMessage();
  let next = 0;
  for (const { call, outsiders, outputs } of operations) {
    for (const outsider of outsiders) {
      graph.nested(1, outsiderNode(names[next], outsider));
      next += 1;
    }
    const node = new ProtobufMessage().nested(1, nodeOf(names[next])).nested(2, call.name);
    call.inputs.forEach((input) => node.nested(3, names[input]));
    call.attributes.forEach(({ name, ...attribute }) => {
      node.nested(5, entry(name, attributeValue(attribute, types)));
    });
    graph.nested(1, node);
    next += outputs.length;
  }
  graph.nested(4, new ProtobufMessage().integer(1, producer));
  const information = new ProtobufMessage().nested(4, graphTag);
  const metaGraph = new ProtobufMessage().nested(1, information).nested(2, graph);
  return new ProtobufMessage().integer(1, 1).nested(2, metaGraph).bytes;
}

function nodeOf(name: string): string {
  return name.slice(0, name.indexOf(':'));
}

function outsiderNode(name: string, { dtype, shape, constant }: Outsider): ProtobufMessage {
  const node = new ProtobufMessage()
    .nested(1, nodeOf(name))
    .nested(2, constant === null ? 'Placeholder' : 'Const')
    .nested(5, entry('dtype', new ProtobufMessage().integer(6, dtype)));
  const dimensions = new ProtobufMessage();
  shape.forEach((length) => dimensions.nested(2, new ProtobufMessage().integer(1, length)));
  if (constant === null) {
    return node.nested(5, entry('shape', new ProtobufMessage().nested(7, dimensions)));
  }
  const { buffer, byteOffset, byteLength } = constant;
  const tensor = new ProtobufMessage()
    .integer(1, dtype)
    .nested(2, dimensions)
    .nested(4, new Uint8Array(buffer, byteOffset, byteLength));
  return node.nested(5, entry('value', new ProtobufMessage().nested(8, tensor)));
}

/** An entry of the map of a node's attributes. */
function entry(name: string, value: ProtobufMessage): ProtobufMessage {
  return new ProtobufMessage().nested(1, name).nested(2, value);
}

function attributeValue(
  { type, value }: Omit<OperationAttribute, 'name'>,
  types: AttributeTypes,
): ProtobufMessage {
  if (typeof value !== 'object') {
    return withValue(new ProtobufMessage(), type, value, types);
  }
  const list = value.reduce<ProtobufMessage>(
    (message, one) => withValue(message, type, one, types),
    new ProtobufMessage(),
  );
  return new ProtobufMessage().nested(1, list);
}

/** AttrValue and its list number their fields alike. */
function withValue(
  message: ProtobufMessage,
  type: number,
  value: AttributeValue,
  types: AttributeTypes,
): ProtobufMessage {
  switch (type) {
    case types.TF_ATTR_STRING:
      return message.nested(2, String(value));
    case types.TF_ATTR_INT:
      return message.integer(3, Number(value));
    case types.TF_ATTR_FLOAT:
      return message.float(4, Number(value));
    case types.TF_ATTR_BOOL:
      return message.integer(5, Boolean(value));
    case types.TF_ATTR_TYPE:
      return message.integer(6, Number(value));
    default:
      throw new Error(`An attribute of type ${String(type)} has no place in a graph.`);
  }
}
