/** The type of the editor that shows a run, as package.json and VS Code know it. */
export const runEditor = 'modalityLens.run';

/** The type of the panels that compare runs, as package.json and VS Code know it. */
export const comparisonPanel = 'modalityLens.comparison';
