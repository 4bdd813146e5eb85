/** A message in the wire format of Protocol Buffers, written field by field. */
export class ProtobufMessage {
  readonly #parts: Uint8Array[] = [];

  /** The whole message. */
  get bytes(): Uint8Array {
    return Buffer.concat(this.#parts);
  }

  /** A whole number (of up to 53 bits), a truth value or an enumeration; negative ones take ten bytes. */
  integer(field: number, value: number | boolean): this {
    return this.#tag(field, 0).#push(variableLength(Number(value)));
  }

  /** A 32-bit float. */
  float(field: number, value: number): this {
    const bytes = Buffer.alloc(4);
    bytes.writeFloatLE(value);
    return this.#tag(field, 5).#push(bytes);
  }

  /** A string, bytes, or a message inside this one. */
  nested(field: number, value: string | Uint8Array | ProtobufMessage): this {
    const bytes = value instanceof ProtobufMessage ? value.bytes : Buffer.from(value);
    return this.#tag(field, 2).#push(variableLength(bytes.length)).#push(bytes);
  }

  #tag(field: number, wireType: number): this {
    return this.#push(variableLength(8 * field + wireType));
  }

  #push(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    return this;
  }
}

/** Seven bits a byte, the lowest first; all but the last have the eighth bit set. */
function variableLength(value: number): Uint8Array {
  if (value >= 0 && value < 0x80) {
    return Uint8Array.of(value);
  }
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return Uint8Array.from([...bytes, Number(rest)]);
}
