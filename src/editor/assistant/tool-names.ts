/** What the tools are called, after the prefix that keeps them apart from other extensions'. */
export const toolNames = [
  'list_runs',
  'get_run_summary',
  'get_findings',
  'inspect_utilization',
  'start_training',
] as const;
export type ToolName = (typeof toolNames)[number];

/** What stands before the names of our tools in package.json. */
export const toolPrefix = 'modality_lens_';
