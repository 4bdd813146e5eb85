/** A node of a graph, as far as the tests' stand-in for TensorFlow needs it. */
export interface GraphNode {
  readonly name: string;
  readonly operation: string;
  /** `node:output` each. */
  readonly inputs: readonly string[];
  /** What a constant holds; null for other nodes. */
  readonly tensor: {
    readonly dtype: number;
    readonly shape: number[];
    readonly bytes: Buffer;
  } | null;
}

type Fields = ReadonlyMap<number, readonly (number | Buffer)[]>;

/** The nodes of the graph with a tag in a file saved_model.pb. */
export function readGraphFile(file: Buffer, tag: string): GraphNode[] {
  const [metaGraph] = messages(fieldsOf(file), 2);
  const [information] = messages(metaGraph, 1);
  if (text(information, 4) !== tag) {
    throw new Error(`The file has no graph for '${tag}'.`);
  }
  return messages(messages(metaGraph, 2)[0], 1).map((node) => ({
    name: text(node, 1),
    operation: text(node, 2),
    inputs: (node.get(3) ?? []).map(String),
    tensor: tensorOf(node),
  }));
}

function tensorOf(node: Fields): GraphNode['tensor'] {
  const value = messages(node, 5).find((attribute) => text(attribute, 1) === 'value');
  if (value === undefined) {
    return null;
  }
  const [tensor] = messages(messages(value, 2)[0], 8);
  const [dtype, bytes] = [tensor.get(1)?.[0], tensor.get(4)?.[0]];
  const shape = messages(messages(tensor, 2)[0], 2).map((length) =>
    Number(length.get(1)?.[0] ?? 0),
  );
  return { dtype: Number(dtype), shape, bytes: Buffer.from(bytes as Buffer) };
}

function messages(fields: Fields, field: number): Fields[] {
  return (fields.get(field) ?? []).map((bytes) => fieldsOf(bytes as Buffer));
}

function text(fields: Fields, field: number): string {
  return String(fields.get(field)?.[0]);
}

function fieldsOf(message: Buffer): Fields {
  const fields = new Map<number, (number | Buffer)[]>();
  let at = 0;
  const wholeNumber = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const byte = message[at++];
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        return value;
      }
    }
  };
  while (at < message.length) {
    const tag = wholeNumber();
    const [field, wireType] = [Math.floor(tag / 8), tag % 8];
    // A whole number, four bytes, or as many as are said first.
    const length = wireType === 0 ? 0 : wireType === 5 ? 4 : wholeNumber();
    const value = wireType === 0 ? wholeNumber() : message.subarray(at, at + length);
    at += length;
    fields.set(field, [...(fields.get(field) ?? []), value]);
  }
  return fields;
}
