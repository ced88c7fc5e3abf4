package chatx.server.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.Set;

/**
 * What two names are compared by. Two names are too similar when any of these strings of one is
 * among the strings of the other ({@link #looksLike}); a store keeps the folded name, and the
 * {@link #shapes} under one unique key.
 *
 * <p>Both skeletons of UTS #39 are needed: {@code paypaI} (capital i) looks like {@code paypal}
 * only as written, {@code ΡΑΥΡΑL} in Greek capitals only after folding. Skeletons are case-folded,
 * so that upper and lower case never make a name of their own. Keys are opaque: never shown, and
 * not kept over an ICU major version without being computed anew.
 *
 * @param folded NFKC_Casefold of the name: equal means the same name
 * @param skeleton the skeleton of the name as written, folded
 * @param foldedSkeleton the skeleton of the folded name, folded
 */
public record NameKey(String folded, String skeleton, String foldedSkeleton) {

  private static final Normalizer2 CASEFOLD = Normalizer2.getNFKCCasefoldInstance();
  private static final SpoofChecker SPOOF =
      new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();

  /** The key of a name. Deterministic, thread-safe. */
  public static NameKey of(String name) {
    String folded = fold(name);
    return new NameKey(folded, skeletonOf(name), skeletonOf(folded));
  }

  /** Whether a reader could take the one name for the other. Symmetric. */
  public boolean looksLike(NameKey other) {
    return folded.equals(other.folded) || shapes().stream().anyMatch(other.shapes()::contains);
  }

  /** The one or two skeletons: what a crosswise look-up compares. */
  public Set<String> shapes() {
    return skeleton.equals(foldedSkeleton) ? Set.of(skeleton) : Set.of(skeleton, foldedSkeleton);
  }

  private static String skeletonOf(String name) {
    return fold(SPOOF.getSkeleton(name));
  }

  private static String fold(String text) {
    return UCharacter.foldCase(CASEFOLD.normalize(text), true);
  }
}
