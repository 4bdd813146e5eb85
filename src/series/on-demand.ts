/** How each of the values is made. */
export type Makers<Made extends object> = { readonly [Name in keyof Made]: () => Made[Name] };

/** What `makers` make, each value when it is first asked for: of what can be shown of a run, a page shows a part. */
export function onDemand<Made extends object>(makers: Makers<Made>): Made {
  const made = {} as Made;
  for (const name of Object.keys(makers) as (keyof Made)[]) {
    Object.defineProperty(made, name, {
      enumerable: true,
      configurable: true,
      get: () => {
        const value = makers[name]();
        Object.defineProperty(made, name, { value, enumerable: true });
        return value;
      },
    });
  }
  return made;
}
