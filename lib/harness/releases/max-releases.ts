/** How many releases of a harness its list gives; one with as many may go on, and is not sorted. */
export const MAX_RELEASES = 200;
