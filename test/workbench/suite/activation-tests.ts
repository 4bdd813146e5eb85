import assert from 'node:assert/strict';
import { activate } from './activation.js';

/** The extension starts, and brings no tf into its host. */
export function activationTests(): void {
  describe('activation', () => {
    it('is not done before there is a reason, and then succeeds without tf', async () => {
      const { isFirst, tensorFlow } = await activate();
      assert.equal(isFirst, true);
      assert.deepEqual(tensorFlow, []);
    });
  });
}
