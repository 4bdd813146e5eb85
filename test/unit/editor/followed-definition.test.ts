import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { FollowedDefinition, type Edit } from '../../../src/editor/lenses/followed-definition.js';
import { findDefinition } from '../../../src/model-file/find-definition.js';

const text = `import { defineMultimodal } from 'modality-lens';

export default defineMultimodal({
  modalities: {
    gray: one(),
    color: two(),
  },
});
`;

function edited(before: string, edits: readonly Edit[]): string {
  return edits.reduce(
    (now, { rangeOffset, rangeLength, text: put }) =>
      now.slice(0, rangeOffset) + put + now.slice(rangeOffset + rangeLength),
    before,
  );
}

test('searches once a version', () => {
  const search = vi.fn(findDefinition);
  const followed = new FollowedDefinition(search);
  followed.find(1, text);
  followed.find(1, text);
  followed.find(2, text);
  expect(search).toHaveBeenCalledTimes(2);
});

test('moves along with edits while a bracket is open', () => {
  const followed = new FollowedDefinition(findDefinition);
  followed.find(1, text);
  const edits = [
    { rangeOffset: text.indexOf('one()') + 4, rangeLength: 1, text: '{ filters: [' },
    { rangeOffset: 0, rangeLength: 0, text: '// A comment.\n' },
  ];
  followed.edited(edits);
  const now = edited(text, edits);
  expect(findDefinition(now)).toBe('unreadable');
  const found = followed.find(2, now);
  expect(now.slice(found?.call.start)).toMatch(/^defineMultimodal\(/);
  expect(found?.modalities.map(({ property }) => now.slice(property.start, property.end))).toEqual([
    'gray: one({ filters: [',
    'color: two()',
  ]);
});

test('forgets what is cut out', () => {
  const followed = new FollowedDefinition(findDefinition);
  followed.find(1, text);
  const from = text.indexOf('    gray');
  followed.edited([{ rangeOffset: from, rangeLength: 6, text: '(' }]);
  expect(followed.find(2, 'defineMultimodal(')?.modalities.map(({ name }) => name)).toEqual([
    'color',
  ]);
  followed.edited([{ rangeOffset: 40, rangeLength: 60, text: '' }]);
  expect(followed.find(3, 'defineMultimodal((')).toBeNull();
});

test('is gone with the call, at once', () => {
  const followed = new FollowedDefinition(findDefinition);
  followed.find(1, text);
  expect(followed.find(2, 'export default 1;')).toBeNull();
});

test('an edit outside of the call leaves what it stands on', () => {
  const call = findDefinition(text);
  const { start, end } = (call as Exclude<typeof call, string>).call;
  const outside = fc
    .record({
      rangeOffset: fc.nat(text.length),
      rangeLength: fc.nat(40),
      text: fc.string({ maxLength: 5 }),
    })
    .filter(
      ({ rangeOffset, rangeLength }) => rangeOffset + rangeLength <= start || rangeOffset >= end,
    )
    .filter(({ rangeOffset, rangeLength }) => rangeOffset + rangeLength <= text.length);
  fc.assert(
    fc.property(outside, (edit) => {
      const followed = new FollowedDefinition((now) =>
        now === text ? findDefinition(now) : 'unreadable',
      );
      followed.find(1, text);
      followed.edited([edit]);
      const now = edited(text, [edit]);
      const found = followed.find(2, `${now} `);
      expect(now.slice(found?.call.start, found?.call.end)).toBe(text.slice(start, end));
    }),
  );
});
