/** Name of the attribute by which {@link patch} knows a child again wherever it stands among its siblings. */
const keyAttribute = 'data-key';
/** Name of the attribute of what looks after itself: {@link patch} leaves it as it is. */
const keptAttribute = 'data-kept';

/** Lets `patch` know `made` again by `key`, unique among its siblings. */
export function keyed<Made extends Element>(key: string, made: Made): Made {
  made.setAttribute(keyAttribute, key);
  return made;
}

/** Lets `patch` leave `made`, and everything in it, as it is wherever the same key is wanted. */
export function kept<Made extends Element>(key: string, made: Made): Made {
  made.setAttribute(keptAttribute, '');
  return keyed(key, made);
}

/**
 * Makes `target` look like `wanted` by changing only what differs, so that focus, text selection, scrolling and what a
 * person has opened stay. `wanted` is used up. Listeners are not carried over: what has any is {@link kept}.
 */
export function patch(target: Element, wanted: Element): void {
  patchAttributes(target, wanted);
  patchChildren(target, [...wanted.childNodes]);
}

/** Does to the children of `target` what {@link patch} does to an element. */
export function patchChildren(target: Element, wanted: readonly Node[]): void {
  const byKey = new Map<string, Element>();
  for (const child of target.children) {
    const key = keyOf(child);
    if (key !== null) {
      byKey.set(key, child);
    }
  }
  let next = target.firstChild;
  for (const child of wanted) {
    const key = keyOf(child);
    const found = key === null ? sameKind(next, child) : (byKey.get(key) ?? null);
    if (found === null) {
      target.insertBefore(child, next);
    } else {
      if (found === next) {
        next = next.nextSibling;
      } else {
        target.insertBefore(found, next);
      }
      patchNode(found, child);
    }
  }
  while (next !== null) {
    const rest: ChildNode | null = next.nextSibling;
    next.remove();
    next = rest;
  }
}

function patchNode(found: Node, wanted: Node): void {
  if (found === wanted) {
    return;
  }
  if (found instanceof Element && wanted instanceof Element) {
    if (!found.hasAttribute(keptAttribute)) {
      patch(found, wanted);
    }
  } else if (found.nodeValue !== wanted.nodeValue) {
    found.nodeValue = wanted.nodeValue;
  }
}

function patchAttributes(target: Element, wanted: Element): void {
  for (const { name, value } of wanted.attributes) {
    if (target.getAttribute(name) !== value) {
      target.setAttribute(name, value);
    }
  }
  for (const { name } of [...target.attributes]) {
    // Whether something is opened is the person's choice.
    if (!wanted.hasAttribute(name) && !(name === 'open' && target.tagName === 'DETAILS')) {
      target.removeAttribute(name);
    }
  }
}

function sameKind(candidate: ChildNode | null, wanted: Node): ChildNode | null {
  return candidate?.nodeName === wanted.nodeName && keyOf(candidate) === null ? candidate : null;
}

function keyOf(node: Node): string | null {
  return node instanceof Element ? node.getAttribute(keyAttribute) : null;
}
