/**
 * In how many parts a work is done at most: enough that threads which are not equally fast end together. It never depends
 * on how many threads there are, so that sums over parts do not either.
 */
export const mostParts = 16;
