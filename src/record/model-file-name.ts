/** Whether a path or name is one that model files have. */
export function isModelFileName(name: string): boolean {
  return /\.multimodal\.(ts|mts|js|mjs)$/.test(name);
}
