package chatx.desktop.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Secrets in files of their own, for computers without a keyring: AES-256-GCM with a key that lies
 * beside them. That keeps them out of what searches and indexes the disk; against a thief of the
 * whole folder only its rights (0700, files 0600) help.
 *
 * <p>A file: version (1 byte), nonce (12), encrypted JSON with its tag; bound to the account's id.
 */
final class FileVault implements TokenVault {
  private static final Logger log = LoggerFactory.getLogger(FileVault.class);
  private static final byte VERSION = 1;
  private static final int NONCE_LENGTH = 12;
  private static final int KEY_LENGTH = 32;
  private static final int TAG_BITS = 128;

  private final Path folder;
  private final SecureRandom random = new SecureRandom();

  FileVault(Path folder) {
    this.folder = folder;
  }

  @Override
  public synchronized Optional<Secret> load(AccountId account) {
    try {
      ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file(account)));
      if (in.remaining() < 1 + NONCE_LENGTH || in.get() != VERSION) {
        log.warn("the secrets of an account cannot be read: another format");
        return Optional.empty();
      }
      byte[] nonce = new byte[NONCE_LENGTH];
      in.get(nonce);
      byte[] sealed = new byte[in.remaining()];
      in.get(sealed);
      Optional<SecretKeySpec> key = key();
      if (key.isEmpty()) {
        log.warn("the secrets of an account cannot be read: their key is missing or damaged");
        return Optional.empty();
      }
      byte[] text = cipher(Cipher.DECRYPT_MODE, key.get(), nonce, account).doFinal(sealed);
      return StoredSecret.read(new String(text, StandardCharsets.UTF_8));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException | GeneralSecurityException failed) {
      log.warn("the secrets of an account cannot be read: {}", failed.toString());
      return Optional.empty();
    }
  }

  @Override
  public synchronized boolean save(AccountId account, Secret secret) {
    try {
      PrivateFiles.makeFolder(folder);
      byte[] nonce = new byte[NONCE_LENGTH];
      random.nextBytes(nonce);
      Optional<SecretKeySpec> key = key();
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, key.isPresent() ? key.get() : newKey(), nonce, account)
              .doFinal(StoredSecret.write(secret).getBytes(StandardCharsets.UTF_8));
      PrivateFiles.replace(
          file(account),
          ByteBuffer.allocate(1 + NONCE_LENGTH + sealed.length)
              .put(VERSION)
              .put(nonce)
              .put(sealed)
              .array());
      return true;
    } catch (IOException | GeneralSecurityException failed) {
      log.warn("the secrets of an account cannot be kept: {}", failed.toString());
      return false;
    }
  }

  @Override
  public synchronized void forget(AccountId account) {
    try {
      Files.deleteIfExists(file(account));
    } catch (IOException failed) {
      log.warn("the secrets of an account cannot be removed: {}", failed.toString());
    }
  }

  private Path file(AccountId account) {
    return folder.resolve(account + ".secret");
  }

  private Path keyFile() {
    return folder.resolve("key");
  }

  private Optional<SecretKeySpec> key() throws IOException {
    try {
      byte[] key = Files.readAllBytes(keyFile());
      return key.length == KEY_LENGTH
          ? Optional.of(new SecretKeySpec(key, "AES"))
          : Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private SecretKeySpec newKey() throws IOException {
    byte[] key = new byte[KEY_LENGTH];
    random.nextBytes(key);
    PrivateFiles.replace(keyFile(), key);
    return new SecretKeySpec(key, "AES");
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, AccountId account)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(account.toString().getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }
}
