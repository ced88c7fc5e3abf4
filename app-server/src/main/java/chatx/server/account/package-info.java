/** Who people are: accounts, sign-ins, the tokens that speak for them, and how those end. */
@NullMarked
package chatx.server.account;

import org.jspecify.annotations.NullMarked;
