package chatx.desktop.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The accounts of the rail, kept in their order, never overwritten when they cannot be read. */
final class SavedAccountsTest {
  @TempDir Path folder;

  private final SavedAccount home =
      account(new ServerAddress("192.168.1.5", 8420, false), "Home", true);
  private final SavedAccount work =
      account(new ServerAddress("chat.example", 443, true), "Wörk \u202E", false);

  @Test
  void accountsComeBackInTheOrderOfTheRail() {
    SavedAccounts accounts = open();
    assertThat(accounts.all()).isEmpty();
    assertThat(accounts.save(work)).isEmpty();
    assertThat(accounts.save(home)).isEmpty();
    SavedAccount renamed =
        new SavedAccount(work.id(), work.address(), "Office", work.user(), work.hosted());
    assertThat(accounts.save(renamed)).isEmpty();
    assertThat(open().all()).containsExactly(renamed, home);
    assertThat(open().account(home.id())).contains(home);
    assertThat(accounts.remove(work.id())).isEmpty();
    assertThat(open().all()).containsExactly(home);
  }

  @Test
  void aFileOfANewerVersionOrOneThatIsDamagedIsRefusedAndNotTouched() throws Exception {
    Path file = folder.resolve("accounts.json");
    for (String content :
        List.of(
            "{\"format\": 2, \"accounts\": []}", "{\"format\": 1, \"accounts\": [{}]}", "", "[]")) {
      Files.writeString(file, content);
      assertThat(SavedAccounts.open(file))
          .isInstanceOfSatisfying(
              SavedAccounts.Refused.class,
              refused ->
                  assertThat(refused.why().reason())
                      .isEqualTo(
                          content.contains("2")
                              ? StorageRefusal.Reason.NEWER_VERSION
                              : StorageRefusal.Reason.UNREADABLE));
      assertThat(file).hasContent(content);
    }
  }

  @Test
  void anAccountThatCannotBeWrittenDoesNotCount() throws Exception {
    SavedAccounts accounts = open();
    assertThat(accounts.save(home)).isEmpty();
    Files.createDirectories(folder.resolve("accounts.json.new").resolve("in the way"));
    assertThat(accounts.save(work))
        .hasValueSatisfying(
            why -> assertThat(why.reason()).isEqualTo(StorageRefusal.Reason.NOT_WRITABLE));
    assertThat(accounts.all()).containsExactly(home);
    assertThat(open().all()).containsExactly(home);
  }

  private SavedAccounts open() {
    return switch (SavedAccounts.open(folder.resolve("accounts.json"))) {
      case SavedAccounts.Opened(SavedAccounts accounts) -> accounts;
      case SavedAccounts.Refused(StorageRefusal why) -> throw new AssertionError(why.toString());
    };
  }

  private static SavedAccount account(ServerAddress address, String name, boolean hosted) {
    return new SavedAccount(AccountId.random(), address, name, Samples.ADA, hosted);
  }
}
