import { useEffect } from "react";

/** An address of the console that the service answers with another page than this one: it is opened anew. */
export const OtherPage = () => {
  useEffect(() => location.reload(), []);
  return null;
};
