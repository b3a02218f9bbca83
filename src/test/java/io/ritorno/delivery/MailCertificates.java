package io.ritorno.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Keys of mail servers for tests, made by the JDK's own tool.
public final class MailCertificates {
    static final String PASSWORD = "changeit";

    private static @Nullable Path greenMail;

    private MailCertificates() {}

    /// The store of GreenMail's key, for `localhost`. GreenMail reads it once in a JVM, when it
    /// first starts any server: whoever starts one calls this before.
    public static synchronized Path ofGreenMail() throws IOException, InterruptedException {
        var made = greenMail;
        if (made != null) return made;
        var folder = Files.createDirectories(Path.of("target/greenmail").toAbsolutePath());
        Files.deleteIfExists(folder.resolve("localhost.p12"));
        made = of("localhost", folder);
        System.setProperty("greenmail.tls.keystore.file", made.toString());
        System.setProperty("greenmail.tls.keystore.password", PASSWORD);
        greenMail = made;
        return made;
    }

    /// A new key for this host, in a store of its own in the folder.
    static Path of(String host, Path folder) throws IOException, InterruptedException {
        var store = folder.resolve(host + ".p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made =
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-alias",
                                "mail",
                                "-keyalg",
                                "RSA",
                                "-keysize",
                                "2048",
                                "-validity",
                                "3650",
                                "-dname",
                                "CN=" + host,
                                "-ext",
                                "SAN=dns:" + host,
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
        assertThat(made).isZero();
        return store;
    }
}
