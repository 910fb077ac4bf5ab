/** What the address in every certificate's policy leads to. */
export const practiceStatement = `Tańba: practice statement of the demonstration authority

This authority is a demonstration. It is not the National Certification Authority of the Republic of Kazakhstan, has no
connection with it, and nobody has to trust it.

1. It issues certificates to people, as individuals or in an organisation, in pairs: one to sign in, one to sign documents.
   It issues none to servers, to programs or to other authorities, and its own certificate keeps it from doing so. The
   services of the authority itself have certificates too, see 8.
2. The contents of a certificate come from the register. Of what the holder sends, only the public keys go in, after the
   holder has proved to have their private halves. Private keys are made by the holders and never reach the authority.
3. A certificate whose key lies in a file is good for one year, one whose key lies in a device for three years.
4. A re-issuance is asked for with the signing key in force. In an organisation, its first head or a person entitled by
   role confirms it; nobody confirms their own.
5. What is revoked stands in the next list of revoked certificates (CRL). Lists are published every hour and after each
   revocation; a complete list is good for 24 hours, a delta list for 6 hours.
6. Whoever asks by OCSP hears of a revocation within a second of it. An answer is good for 4 hours from the moment up to
   which it was known to be true, and may be kept by caches for a minute. While the register can't be read, answers go on
   to say what was known, for those 4 hours; then the answer is "try later". Certificates that have ended are answered for
   as long as the authority exists. About a certificate that was never issued the answer is "revoked", on hold since 1970,
   with the extension extended-revoke, and good for a minute; while the register can't be read, it is "try later".
7. The root key is kept apart from the running system. The issuing key is in a process of its own that keeps a journal of
   everything it signs.
8. Answers about the status of a certificate, time-stamps and the directory of services are signed with keys of their own.
   Their certificates are good for thirty days and renewed after fifteen. The directory is at /directory, signed at
   /directory.p7m, and both certificates of the authority are at /ca/chain.pem.
9. A time-stamp says when a digest was there, to five seconds, under the policy
   2.25.338705552299558435352808422387115883478. It is verified while the certificate of its key is in force, or as of then.
`;
