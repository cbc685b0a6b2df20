package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Self-signed certificates and those who trust them, made by the JDK's {@code keytool} in a directory that the test
 * deletes. Keys live as long as the test; nothing is committed.
 */
public final class Certificates {

    private final Path directory;
    private final String password;

    /** @param password of each store that is made, at least 6 characters */
    public Certificates(Path directory, String password) {
        this.directory = directory;
        this.password = password;
    }

    /** A PKCS12 key store with one key, whose certificate is of this host's loopback address. */
    public Path keyStore(String name) {
        keytool(
                "-genkeypair",
                name,
                keyStorePath(name),
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=ip:127.0.0.1",
                "-validity",
                "1");
        keytool("-exportcert", name, keyStorePath(name), "-rfc", "-file", certificatePath(name));
        return Path.of(keyStorePath(name));
    }

    /** A PKCS12 trust store with the certificate of that {@link #keyStore}. */
    public Path trustStore(String trusted) {
        String store = directory.resolve("trusts-" + trusted + ".p12").toString();
        keytool("-importcert", trusted, store, "-noprompt", "-file", certificatePath(trusted));
        return Path.of(store);
    }

    private String keyStorePath(String name) {
        return directory.resolve(name + ".p12").toString();
    }

    private String certificatePath(String name) {
        return directory.resolve(name + ".pem").toString();
    }

    private void keytool(String command, String alias, String store, String... more) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                command,
                "-alias",
                alias,
                "-keystore",
                store,
                "-storetype",
                "PKCS12",
                "-storepass",
                password));
        line.addAll(List.of(more));
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool " + command + " failed: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run keytool", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while keytool ran", e);
        }
    }
}
