/** How a message begins that asks a model for its last answer again: it is about the message before it. */
export const CORRECTION = "Your last answer could not be used.";
