/** What no line may hold that people read: written out, as the sources name it by classes of Unicode. */
export const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u001f\u007f-\u009f]|[\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u200b-\u200d\ufeff]|\p{Cf}|\p{Cs}|\p{Default_Ignorable_Code_Point}/u;
