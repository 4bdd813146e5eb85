import { mostParts } from './parts.js';

/**
 * How many bytes of rows are gone through at a time: they stay in the processor's nearest cache, and one 32-bit sum
 * over so few loses little.
 */
const bytesAtATime = 2 ** 15;

/** How rows are gone through: in parts, and each of these in chunks. */
export interface RowParts {
  readonly parts: number;
  readonly rowsAPart: number;
  /** Rows of a chunk. */
  readonly rowsAtATime: number;
}

/** The parts of `rows` rows of `values` 32-bit floats each. */
export function rowParts(rows: number, values: number): RowParts {
  const rowLength = values * Float32Array.BYTES_PER_ELEMENT;
  const rowsAtATime = Math.max(1, Math.floor(bytesAtATime / rowLength));
  const chunks = Math.ceil(rows / rowsAtATime);
  const rowsAPart = Math.ceil(chunks / mostParts) * rowsAtATime;
  return { parts: chunks === 0 ? 0 : Math.ceil(rows / rowsAPart), rowsAPart, rowsAtATime };
}
