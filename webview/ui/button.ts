import { toolkitElement } from './toolkit.js';

/** What a button is made of. */
export interface ButtonOptions {
  readonly onClick: () => void;
  /** The one thing that a person most likely wants is `primary`. */
  readonly appearance?: 'primary' | 'secondary';
  /** What it does, for a person who asks. */
  readonly title?: string;
}

/** A button, whose words and state can be changed while it keeps the focus. */
export class ActionButton {
  readonly root = toolkitElement('vscode-button');

  constructor(label: string, { onClick, appearance = 'secondary', title }: ButtonOptions) {
    this.root.setAttribute('appearance', appearance);
    this.label = label;
    if (title !== undefined) {
      this.root.title = title;
    }
    this.root.addEventListener('click', () => {
      if (!this.root.disabled) {
        onClick();
      }
    });
  }

  set label(label: string) {
    if (this.root.textContent !== label) {
      this.root.textContent = label;
    }
  }

  set isShown(isShown: boolean) {
    this.root.hidden = !isShown;
  }

  set isEnabled(isEnabled: boolean) {
    this.root.disabled = !isEnabled;
  }

  /** Whether what the button opens is open; announced. */
  set isExpanded(isExpanded: boolean) {
    this.root.setAttribute('aria-expanded', String(isExpanded));
  }
}
