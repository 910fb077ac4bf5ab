import java.io.FileInputStream;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateRevokedException;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Validates certificates under a root with revocation on, as any Java program does: `root issuing certificate…`, PEM files. */
class CheckRevocation {
  public static void main(String[] names) throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    X509Certificate root = read(factory, names[0]);
    X509Certificate issuing = read(factory, names[1]);
    for (int i = 2; i < names.length; i++) {
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
      parameters.setRevocationEnabled(true);
      if (Boolean.getBoolean("crls.alone")) parameters.addCertPathChecker(byListsAlone());
      System.out.println(names[i] + ": " + verdict(factory, parameters, read(factory, names[i]), issuing));
    }
  }

  /** Asks nobody but the lists that the certificates name. */
  static PKIXRevocationChecker byListsAlone() throws Exception {
    PKIXRevocationChecker checker = (PKIXRevocationChecker) CertPathValidator.getInstance("PKIX").getRevocationChecker();
    checker.setOptions(EnumSet.of(PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
    return checker;
  }

  static String verdict(CertificateFactory factory, PKIXParameters parameters, X509Certificate... path) throws Exception {
    try {
      CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(List.of(path)), parameters);
      return "good";
    } catch (CertPathValidatorException e) {
      if (e.getCause() instanceof CertificateRevokedException revoked) return "revoked " + revoked.getRevocationReason();
      return e.getReason() + " " + e.getMessage();
    }
  }

  static X509Certificate read(CertificateFactory factory, String name) throws Exception {
    try (FileInputStream file = new FileInputStream(name)) {
      return (X509Certificate) factory.generateCertificate(file);
    }
  }
}
