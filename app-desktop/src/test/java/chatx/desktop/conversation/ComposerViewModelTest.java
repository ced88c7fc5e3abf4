package chatx.desktop.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.desktop.model.MemberModel;
import chatx.protocol.MemberRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComposerViewModelTest {
  private static final EmojiCatalog EMOJI = EmojiCatalog.load();

  private final List<MemberModel> members =
      List.of(
          new MemberModel(Samples.ADA, MemberRole.OWNER, true),
          new MemberModel(Samples.BOB, MemberRole.MEMBER, true),
          new MemberModel(Samples.user("barbara", "Barbara Liskov"), MemberRole.MEMBER, false));
  private final ComposerViewModel composer =
      new ComposerViewModel(
          100,
          () -> new Completion.Sources(members, List.of("garden", "gate", "two words"), EMOJI));
  private final List<String> sent = new ArrayList<>();
  private final List<String> drafts = new ArrayList<>();
  private CompletableFuture<Optional<String>> answer =
      CompletableFuture.completedFuture(Optional.empty());

  @BeforeEach
  void open() {
    composer.open(
        "",
        drafts::add,
        message -> {
          sent.add(message);
          return answer;
        });
  }

  private void type(String text) {
    text.chars().forEach(letter -> composer.insert(Character.toString(letter)));
  }

  @Test
  void whatIsSentLeavesAnEmptyComposer() {
    type("  hello  ");

    assertThat(composer.send()).isTrue();

    assertThat(sent).containsExactly("hello");
    assertThat(composer.textProperty().get()).isEmpty();
    assertThat(drafts.getLast()).isEmpty();
  }

  @Test
  void blanksAreNotSent() {
    type(" \n ");

    assertThat(composer.send()).isFalse();
    assertThat(sent).isEmpty();
    assertThat(composer.sendableProperty().get()).isFalse();
  }

  @Test
  void aMessageThatIsTooLongStaysAndIsSaidInFigures() {
    composer.insert("\uD83D\uDE00".repeat(103));
    assertThat(composer.leftProperty().get()).isEqualTo(-3);

    assertThat(composer.send()).isFalse();

    assertThat(sent).isEmpty();
    assertThat(composer.refusalProperty().get()).isEqualTo(new Refusal.TooLong(3, 100));
    assertThat(composer.textProperty().get()).hasSize(206);

    composer.replace(0, 2, "");
    assertThat(composer.refusalProperty().get()).isEqualTo(new Refusal.TooLong(2, 100));
    composer.replace(0, 4, "");
    assertThat(composer.refusalProperty().get()).isEqualTo(new Refusal.None());
    assertThat(composer.send()).isTrue();
  }

  @Test
  void pastedMegabytesAreOfferedAsTooLong() {
    var pasted = "0123456789".repeat(500_000);
    type("so: ");

    assertThat(composer.takes(pasted, 0)).isFalse();
    assertThat(composer.refusalProperty().get()).isEqualTo(new Refusal.PastedTooLong(pasted, 100));
    assertThat(composer.textProperty().get()).isEqualTo("so: ");

    composer.takeBeginning();
    assertThat(composer.textProperty().get()).hasSize(100).startsWith("so: 0123");
    assertThat(composer.leftProperty().get()).isZero();
    assertThat(composer.refusalProperty().get()).isEqualTo(new Refusal.None());
  }

  @Test
  void whatTheDiskDoesNotTakeComesBack() {
    answer = new CompletableFuture<>();
    type("hello");
    composer.send();
    assertThat(composer.textProperty().get()).isEmpty();

    answer.complete(Optional.of("The disk is full."));

    assertThat(composer.textProperty().get()).isEqualTo("hello");
    assertThat(composer.refusalProperty().get())
        .isEqualTo(new Refusal.NotTaken("The disk is full."));
  }

  @Test
  void whatComesBackStandsInFrontOfWhatIsBeingWritten() {
    answer = new CompletableFuture<>();
    type("hello");
    composer.send();
    type("more");

    answer.complete(Optional.of("The disk is full."));

    assertThat(composer.textProperty().get()).isEqualTo("hello\nmore");
  }

  @Test
  void aRoomThatWasLeftGetsItsTextBackAsADraft() {
    answer = new CompletableFuture<>();
    type("hello");
    composer.send();
    var other = new ArrayList<String>();
    composer.open("a draft", other::add, _ -> answer);

    answer.complete(Optional.of("The disk is full."));

    assertThat(composer.textProperty().get()).isEqualTo("a draft");
    assertThat(drafts.getLast()).isEqualTo("hello");
    assertThat(other).isEmpty();
  }

  @Test
  void peopleAreCompleted() {
    type("hi @b");
    assertThat(composer.completionProperty().get().suggestions())
        .extracting(Suggestion::insert)
        .containsExactly("@bob ", "@barbara ");

    composer.moveChoice(1);
    composer.accept();

    assertThat(composer.textProperty().get()).isEqualTo("hi @barbara ");
    assertThat(composer.caretProperty().get()).isEqualTo(12);
    assertThat(composer.completionProperty().get().isEmpty()).isTrue();
  }

  @Test
  void peopleAreFoundByEachWordOfTheirName() {
    type("@lisk");

    assertThat(composer.completionProperty().get().suggestions())
        .extracting(Suggestion::insert)
        .containsExactly("@barbara ");
  }

  @Test
  void everybodyCanBeCalled() {
    type("@ro");

    assertThat(composer.completionProperty().get().suggestions())
        .containsExactly(new Suggestion.Everybody());
  }

  @Test
  void roomsOfOneWordAreCompleted() {
    type("in #ga");

    assertThat(composer.completionProperty().get().suggestions())
        .extracting(Suggestion::insert)
        .containsExactly("#garden ", "#gate ");
  }

  @Test
  void emojiAreCompletedFromTheSecondLetterOn() {
    type(":s");
    assertThat(composer.completionProperty().get().isEmpty()).isTrue();
    type("mile");

    assertThat(composer.completionProperty().get().suggestions())
        .first()
        .extracting(Suggestion::insert)
        .isEqualTo(":smile: ");
  }

  @Test
  void signsInsideOfWordsCompleteNothing() {
    type("mail bob@b");
    assertThat(composer.completionProperty().get().isEmpty()).isTrue();
    type(" at 10:30");
    assertThat(composer.completionProperty().get().isEmpty()).isTrue();
  }

  @Test
  void suggestionsThatWereSentAwayStayAwayForTheWord() {
    type("@b");
    composer.dismiss();
    type("o");
    assertThat(composer.completionProperty().get().isEmpty()).isTrue();

    type(" and @b");
    assertThat(composer.completionProperty().get().isEmpty()).isFalse();
  }

  @Test
  void everyEmojiOfTheCatalogHasAPictureAndANameThatCanBeTyped() {
    assertThat(EMOJI.entries()).hasSizeGreaterThan(1_000);
    assertThat(EMOJI.entries())
        .allSatisfy(entry -> assertThat(entry.code()).matches("[a-z0-9_+-]+"));
  }
}
