/** A bar that says how much of something is done. */
export class ProgressBar {
  readonly root = document.createElement('progress');

  constructor(label: string) {
    this.root.setAttribute('aria-label', label);
  }

  /** @param share 0–1 */
  set share(share: number) {
    this.root.max = 1;
    this.root.value = Math.min(Math.max(share, 0), 1);
  }
}
