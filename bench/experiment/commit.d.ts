/** The commit that the program was built from, with `+` where files were changed since; null outside a clone. */
declare const __COMMIT__: string | null;
