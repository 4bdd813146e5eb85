/** Height and width of a digit, pixels. */
export const digitSide = 28;

/** Pixels of a digit. */
export const digitPixels = digitSide * digitSide;

/** Names of the ten classes: the digits themselves. */
export const digitClasses: readonly string[] = Array.from('0123456789');

/** Pictures of digits, 28×28, and what they show. */
export interface Digits {
  /** [count, 28, 28], row-major; 0 is background, 255 full ink. */
  readonly pixels: Uint8Array;
  /** The digit that each picture shows, 0–9. */
  readonly labels: Int32Array;
}

/** The digits at `indices`, in that order. */
export function selectDigits({ pixels, labels }: Digits, indices: Int32Array): Digits {
  const selected = new Uint8Array(indices.length * digitPixels);
  indices.forEach((index, position) => {
    const start = index * digitPixels;
    selected.set(pixels.subarray(start, start + digitPixels), position * digitPixels);
  });
  return { pixels: selected, labels: indices.map((index) => labels[index]) };
}
