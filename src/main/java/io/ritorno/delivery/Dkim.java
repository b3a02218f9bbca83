package io.ritorno.delivery;

import io.ritorno.account.Secrets;
import io.ritorno.account.Shop;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// The keys that sign mails (RFC 6376), one a shop and domain: RSA of 2048 bits (RFC 8301), made at
/// first use. Mails are signed once the shop has set `dkimDomain`, after it has put the record into
/// its DNS.
@Component
class Dkim {
    static final String SELECTOR = "ritorno";

    record Key(String domain, RSAPrivateCrtKey key) {}

    /// What goes into the domain's DNS.
    record Dns(String selector, String dnsName, String dnsValue) {}

    private final Secrets secrets;
    private final ConcurrentHashMap<String, Key> keys = new ConcurrentHashMap<>();

    Dkim(Secrets secrets) {
        this.secrets = secrets;
    }

    /// The key to sign with, when the shop signs.
    Optional<Key> key(Shop shop) {
        var domain = shop.settings().dkimDomain();
        return domain == null || domain.isBlank()
                ? Optional.empty()
                : Optional.of(load(shop, domain.toLowerCase(Locale.ROOT)));
    }

    /// The record for the domain that is set, else for that of the sender, else of the shop's
    /// pages.
    Dns dns(Shop shop) {
        var key = load(shop, domain(shop));
        return new Dns(
                SELECTOR,
                SELECTOR + "._domainkey." + key.domain(),
                "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(publicKey(key.key())));
    }

    private static String domain(Shop shop) {
        var settings = shop.settings();
        var set = settings.dkimDomain();
        if (set != null && !set.isBlank()) return set.toLowerCase(Locale.ROOT);
        var sender = settings.senderEmail();
        if (sender.contains("@"))
            return sender.substring(sender.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return host(shop);
    }

    /// The host of the shop's pages without `www.`.
    static String host(Shop shop) {
        try {
            var host = URI.create(shop.url()).getHost();
            if (host != null) return host.toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
        } catch (IllegalArgumentException e) {
            // has no host then
        }
        return "localhost";
    }

    private Key load(Shop shop, String domain) {
        return keys.computeIfAbsent("dkim:" + shop.id() + ":" + domain, name -> load(name, domain));
    }

    private Key load(String name, String domain) {
        var stored = secrets.get(name, Dkim::make);
        try {
            var key =
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(stored));
            return new Key(domain, (RSAPrivateCrtKey) key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] make() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair().getPrivate().getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] publicKey(RSAPrivateCrtKey key) {
        try {
            var spec = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
            return KeyFactory.getInstance("RSA").generatePublic(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
