/**
 * The number that the 16 bits of a half-precision float (IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction)
 * stand for, exact; subnormal numbers, infinities and NaN included.
 *
 * @param bits 0 to 0xffff
 */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) {
    return sign * fraction * 2 ** -24;
  }
  if (exponent === 0x1f) {
    return fraction === 0 ? sign * Infinity : Number.NaN;
  }
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
