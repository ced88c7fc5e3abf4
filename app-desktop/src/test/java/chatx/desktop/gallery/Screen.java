package chatx.desktop.gallery;

import chatx.desktop.ui.Texts;
import java.util.function.Function;
import javafx.scene.Parent;

/**
 * A screen with sample data.
 *
 * @param name of its picture's file
 * @param root makes it anew in the given language; called on the FX thread
 */
public record Screen(String name, Function<Texts, Parent> root) {}
