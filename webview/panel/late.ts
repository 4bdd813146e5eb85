/** A part of the page that is made, and put into its place, when it is first asked for: few are, of what tabs could show. */
export class Late<Part extends { readonly root: HTMLElement }> {
  readonly #place: HTMLElement;
  readonly #make: () => Part;
  /** The part; null as long as nobody has asked for it. */
  made: Part | null = null;

  /** @param place is emptied now, and has nothing but the part later */
  constructor(place: HTMLElement, make: () => Part) {
    this.#place = place;
    this.#make = make;
    place.replaceChildren();
  }

  /** The part, made now where it was not. */
  get(): Part {
    if (this.made === null) {
      this.made = this.#make();
      this.#place.replaceChildren(this.made.root);
    }
    return this.made;
  }
}
