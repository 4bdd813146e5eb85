import { toolkitElement } from './toolkit.js';

/** One tab with what it opens. */
export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly content: readonly HTMLElement[];
}

/** Tabs of which one is open. */
export class Tabs<Id extends string> {
  readonly root = toolkitElement('vscode-panels');
  readonly #ids: readonly Id[];

  constructor(label: string, tabs: readonly Tab<Id>[], open: Id, onOpen: (id: Id) => void) {
    this.#ids = tabs.map(({ id }) => id);
    this.root.setAttribute('aria-label', label);
    this.root.setAttribute('activeid', `tab-${open}`);
    for (const { id, label: name } of tabs) {
      const tab = toolkitElement('vscode-panel-tab');
      tab.id = `tab-${id}`;
      tab.textContent = name;
      this.root.append(tab);
    }
    for (const { id, content } of tabs) {
      const view = toolkitElement('vscode-panel-view');
      view.id = `view-${id}`;
      view.append(...content);
      this.root.append(view);
    }
    this.root.addEventListener('change', () => {
      onOpen(this.open);
    });
  }

  /** Which tab is open. */
  get open(): Id {
    return this.#ids.find((id) => `tab-${id}` === this.root.activeid) ?? this.#ids[0];
  }

  set open(id: Id) {
    this.root.activeid = `tab-${id}`;
  }
}
