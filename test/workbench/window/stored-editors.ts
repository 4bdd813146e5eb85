import type { Page } from 'playwright-core';

/**
 * What the workbench has stored of its editors, as text: what is opened again after a reload. In a browser it stores them
 * every few seconds, and nothing once its window closes.
 */
export function storedEditors(page: Page): Promise<string> {
  return page.evaluate<string>(`(async () => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const found = [];
    for (const { name } of await indexedDB.databases()) {
      if (name.startsWith('vscode-web-state-db')) {
        const database = await done(indexedDB.open(name));
        const store = database.transaction('ItemTable').objectStore('ItemTable');
        found.push(await done(store.get('memento/workbench.parts.editor')));
        database.close();
      }
    }
    return found.join();
  })()`);
}
