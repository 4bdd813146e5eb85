import { expect, test } from 'vitest';
import { isPicture } from '../../../src/editor/is-picture.js';

/** The smallest PNG there is: one transparent pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

test('a PNG is a picture', () => {
  expect(isPicture(pixel)).toBe(true);
});

test.each<[what: string, bytes: Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['a script', Buffer.from('<script>alert(1)</script>')],
  ['what breaks off', pixel.subarray(0, -1)],
  ['what has more behind its end', Buffer.concat([pixel, Buffer.from('#!/bin/sh')])],
  ['a program that begins like one', Buffer.concat([pixel.subarray(0, 16), Buffer.alloc(80)])],
])('%s is no picture', (_, bytes) => {
  expect(isPicture(bytes)).toBe(false);
});

test('one larger than any chart is none either', () => {
  const vast = Buffer.from(pixel);
  vast.writeUInt32BE(100_000, 16);
  expect(isPicture(vast)).toBe(false);
});
