import { picture, tag } from '../svg.js';

/** What a figure is drawn in: properties that VS Code sets in a walkthrough, for every kind of theme. */
export const ink = {
  text: 'var(--vscode-foreground)',
  muted: 'var(--vscode-descriptionForeground)',
  /** The first modality and the second, in about the colours that the panel gives them. */
  first: 'var(--vscode-charts-blue)',
  second: 'var(--vscode-charts-yellow)',
  /** A run beside one in the colour of the text. */
  run: 'var(--vscode-charts-purple)',
} as const;

/** Size of a picture of the walkthrough: about what VS Code has room for, so that its words are not made smaller. */
export const size = { width: 420, height: 330 } as const;

/** A picture in the colours of the window, on its background. */
export function themedFigure(title: string, content: readonly string[]): string {
  const style = {
    font_family: 'var(--vscode-font-family, system-ui, sans-serif)',
    font_size: 14,
    fill: ink.text,
  };
  const lines = [tag('title', {}, title), ...content];
  return picture(
    size,
    style,
    lines.map((line) => `\n${line}`),
  );
}

/** A line through points; dashed, it is told from another without colour. */
export function lineThrough(
  points: readonly (readonly [x: number, y: number])[],
  stroke: string,
  isDashed = false,
): string {
  const d = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  const dashes = isDashed ? { stroke_dasharray: '7 5' } : {};
  return tag('path', { d, stroke, stroke_width: 2.5, fill: 'none', ...dashes });
}

/** A horizontal line of the grid, and the number that it stands for. */
export function gridLine(y: number, from: number, to: number, number: string): string[] {
  return [
    tag('path', { d: `M${from} ${y}H${to}`, stroke: ink.muted, stroke_opacity: 0.3 }),
    tag('text', { x: from - 8, y: y + 5, text_anchor: 'end', fill: ink.muted }, number),
  ];
}
