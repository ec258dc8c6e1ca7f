/** Whether the build put this site together so that it can be kept for use without a connection: it writes true here. */
export const KEEPS = false;
