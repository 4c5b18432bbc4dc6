import { type Certificate, readCertificate } from "./certificate.js";
import { DerFault, readDer } from "./der.js";

const block = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;

/** The certificates of a text in PEM (RFC 7468); throws a DerFault where it has none, or one that is none. */
export const readRoots = (text: string): Certificate[] => {
  const found = [...text.matchAll(block)].map(([, base64 = ""]) =>
    readCertificate(readDer(Buffer.from(base64, "base64"))),
  );
  if (found.length === 0) throw new DerFault("there is no certificate in PEM");
  return found;
};
