/** How many webhooks and how many schedules the list gives; one with as many may go on, and is not sorted. */
export const MAX_TRIGGERS = 200;
