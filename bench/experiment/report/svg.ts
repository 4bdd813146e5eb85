/** A linear scale from values to places on a page. */
export interface Scale {
  (value: number): number;
  /** Round values from the first to the last, for an axis. */
  readonly ticks: readonly number[];
}

/** A scale for `values`, with a little room, onto the places `from`–`to`. */
export function scaleFor(values: readonly number[], from: number, to: number): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const step = niceStep((high - low || 1) / 5);
  const first = Math.floor(low / step) * step;
  const last = Math.ceil(high / step) * step;
  const count = Math.max(1, Math.round((last - first) / step));
  const place = (value: number): number =>
    Number((from + ((value - first) / (count * step)) * (to - from)).toFixed(1));
  return Object.assign(place, {
    ticks: Array.from({ length: count + 1 }, (_, index) => first + index * step),
  });
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
}

/** An element of SVG with its attributes, `-` written as `_`, around `content`, which is markup already. */
export function tag(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...content: readonly string[]
): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key.replaceAll('_', '-')}="${escaped(String(value))}"`,
  );
  return `<${name}${written.join('')}>${content.join('')}</${name}>`;
}

/** Text on a figure. */
export function label(
  x: number,
  y: number,
  text: string,
  attributes: Readonly<Record<string, string | number>> = {},
): string {
  return tag('text', { x, y, ...attributes }, escaped(text));
}

/** A whole figure on white, with a description for those who do not see it. */
export function figure(
  width: number,
  height: number,
  description: string,
  content: readonly string[],
): string {
  const style = { font_family: 'system-ui, sans-serif', font_size: 12, fill: '#1b1f24' };
  const background = tag('rect', { width, height, fill: '#ffffff' });
  return picture({ width, height }, style, [
    tag('title', {}, escaped(description)) + background,
    ...content.map((line) => `\n${line}`),
  ]);
}

/** An SVG file of `parts`; `style` is that of what does not say its own. */
export function picture(
  { width, height }: { readonly width: number; readonly height: number },
  style: Readonly<Record<string, string | number>>,
  parts: readonly string[],
): string {
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    ...style,
  };
  return `${tag('svg', attributes, ...parts, '\n')}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
