/** `value` to five places after the point: more than its interval says, and short in a file. */
export function rounded<Value extends number | null>(value: Value): Value {
  return (value === null ? null : Number(value.toFixed(5))) as Value;
}
