import { createHmac, createPrivateKey, sign } from "node:crypto";
import type { Cryptography } from "../api/cryptography.ts";

/** OpenSSL's HMAC, and RSA on the thread pool, so that signatures use every core. */
export const nodeCryptography: Cryptography = {
  hmac: (key, text) => createHmac("sha256", key).update(text).digest("base64"),
  createSigner: (privateKey) => {
    const key = createPrivateKey(privateKey);
    return (text) =>
      new Promise((resolve, reject) => {
        sign("sha256", Buffer.from(text), key, (error, signature) => {
          if (error) reject(error);
          else resolve(signature.toString("base64"));
        });
      });
  },
};
