import path from 'node:path';
import { replaceFile } from '../../../src/runs/disk.js';
import { readResults } from '../data-file.js';
import { confirmatorySeeds, readFrozen } from '../frozen.js';
import { accuracyFigure } from './accuracy-figure.js';
import { figureNames, resultsDocument } from './document.js';
import { proxyFigure } from './proxy-figure.js';

/**
 * Writes the report and its figures from the confirmatory results in the data file.
 *
 * @param frozen file of the frozen configuration
 * @param documentation folder that gets `results.md`, and in `results/` the figures
 */
export async function writeReport(
  data: string,
  frozen: string,
  documentation: string,
): Promise<string> {
  const results = (await readResults(data)).filter(({ seed }) => confirmatorySeeds.includes(seed));
  const file = path.join(documentation, 'results.md');
  await replaceFile(file, resultsDocument(await readFrozen(frozen), results));
  const figures = { accuracy: accuracyFigure(results), proxy: proxyFigure(results) };
  for (const [name, content] of Object.entries(figures)) {
    const figure = figureNames[name as keyof typeof figureNames];
    if (content !== '') {
      await replaceFile(path.join(documentation, 'results', figure), content);
    }
  }
  return file;
}
