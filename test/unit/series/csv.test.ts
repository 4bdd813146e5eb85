import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartFile, chartFileName } from '../../../src/record/chart-file.js';
import { csvText } from '../../../src/series/csv.js';
import { parsedCsv } from '../../support/parsed-csv.js';

describe('a table as CSV', () => {
  it('has every number to its last digit, and nothing where there is none', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.double({ noNaN: true }))), (values) => {
        const [, ...rows] = parsedCsv(
          csvText(
            ['step', 'value'],
            values.map((value, row) => [row, value]),
          ),
        );
        expect(rows.map(([, cell]) => cell)).toEqual(
          values.map((value) => (value === null || !Number.isFinite(value) ? '' : String(value))),
        );
      }),
    );
  });

  it('reads back as the texts that it was made of, harmless ones as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
        const [head = []] = parsedCsv(csvText(texts, []));
        head.forEach((cell, place) => {
          expect([texts[place], `'${texts[place]}`]).toContain(cell);
        });
      }),
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\u200b=1', '＝1', '\n-1'])(
    'never begins a formula: %j',
    (text) => {
      const [[cell]] = parsedCsv(csvText([text], []));
      expect(cell).toBe(`'${text}`);
    },
  );

  it('leaves names alone that only have such signs within', () => {
    const names = ['u(color | gray)', 'a-b', 'd_speed', 'x = 1', '−0.5'];
    expect(parsedCsv(csvText(names, []))[0]).toEqual(names);
  });
});

describe('the name of a chart’s file', () => {
  it('is fit for any system, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (parts) => {
        expect(chartFile.shape.name.safeParse(chartFileName(...parts)).success).toBe(true);
      }),
    );
    expect(chartFileName('Gray & Color', 'u(color | gray)')).toBe('gray-color-u-color-gray');
    expect(chartFileName('../../etc', 'passwd')).toBe('etc-passwd');
  });

  it.each(['../up', 'a/b', 'C:\\x', '.hidden', 'a.csv', '', 'con\u0000', 'x'.repeat(101)])(
    'is refused where a page sends %j',
    (name) => {
      const content = { format: 'csv', text: '' };
      expect(chartFile.safeParse({ name, content }).success).toBe(false);
    },
  );
});
