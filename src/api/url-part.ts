/** A text as a part of an address. Half a surrogate, which no address can hold, becomes the sign for what cannot be read. */
export function urlPart(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"));
}
