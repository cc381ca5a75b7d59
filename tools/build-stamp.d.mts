/** Whether `dist/` is what its sources make. */
export function isFresh(): boolean;
/** Notes what `dist/` was made of. */
export function writeStamp(): void;
