import { toolkitElement } from './toolkit.js';

/** A choice between yes and no. */
export class Check {
  readonly root = toolkitElement('vscode-checkbox');

  constructor(label: string, isChecked: boolean, onChange: (isChecked: boolean) => void) {
    this.root.append(label);
    this.root.toggleAttribute('checked', isChecked);
    this.root.addEventListener('change', () => {
      onChange(this.root.checked);
    });
  }
}
