/**
 * A model file whose training sleeps between its steps. One that goes on for as long as a test looks at it would otherwise
 * take the processors that the test needs, and have taken thousands of steps before anybody has looked.
 */
export function leisurely(model: string): string {
  return `const sleeper = new Int32Array(new SharedArrayBuffer(4));
// Whenever the training lets others have a turn, as it does after every step.
setInterval(() => Atomics.wait(sleeper, 0, 0, 15), 1).unref();
${model}`;
}
