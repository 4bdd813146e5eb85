/** The type of our tasks, as `tasks.json` and package.json name it. */
export const taskType = 'modality-lens';
