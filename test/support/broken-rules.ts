import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rows far down in a table look like those above, and there are hundreds: most of the time went into them. */
const colours = `axe.run(
  { include: document, exclude: ['tr:nth-child(n+7)'] },
  { runOnly: ['color-contrast', 'link-in-text-block'], preload: false },
)`;

/**
 * The rules of axe that the page breaks, each with the first element at fault.
 *
 * @param which all rules, or those alone that another theme can break
 */
export async function brokenRules(
  page: Page,
  which: 'all' | 'of colours' = 'all',
): Promise<string[]> {
  // Evaluated, not added as a script element, which the page's policy would not run.
  if (!(await page.evaluate<boolean>(`'axe' in window`))) {
    await page.evaluate(await axe);
  }
  const run = which === 'all' ? 'axe.run(document)' : colours;
  return page.evaluate<string[]>(
    `${run}.then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes[0].html + ' ' + nodes[0].failureSummary))`,
  );
}
