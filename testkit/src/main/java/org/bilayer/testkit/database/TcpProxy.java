package org.bilayer.testkit.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Passes connections on to a server of this machine and cuts them where a test wants it: before a request reaches the server,
 * or after the server has answered it.
 *
 * <pre>{@code
 * try (TcpProxy proxy = TcpProxy.to(5432)) {
 *   … connect to 127.0.0.1 at proxy.port() …
 *   proxy.cutNext(TcpProxy.Cut.AFTER_REQUEST);
 *   … the next request is carried out, and its answer lost …
 * }
 * }</pre>
 *
 * <p>A request is what one call of the driver writes at once; that holds for COMMIT and other short statements.
 *
 * <p>Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {

  /** Where a connection is cut. */
  public enum Cut {
    /** The request does not reach the server, and the connection ends. */
    BEFORE_REQUEST,
    /** The server has answered the request, the answer is lost, and the connection ends. */
    AFTER_REQUEST,
    /** The server has answered, and nothing arrives any more; the connection stays open, so only a timeout tells. */
    SILENCE
  }

  private static final int BUFFER_BYTES = 1 << 16;

  private final ServerSocket listener;
  private final int target;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Order> next = new AtomicReference<>();
  private volatile boolean refusing;

  private TcpProxy(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  /**
   * Begins to pass on connections to a port of 127.0.0.1.
   *
   * @throws UncheckedIOException if no port is free
   */
  public static TcpProxy to(int port) {
    try {
      var proxy = new TcpProxy(new ServerSocket(0, 50, loopback()), port);
      thread("accept", proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("The proxy cannot listen [target=" + port + "].", e);
    }
  }

  /** The port of 127.0.0.1 to connect to. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Cuts the connection of the next request, whichever connection it comes on. */
  public void cutNext(Cut cut) {
    cutNext(cut, request -> true);
  }

  /**
   * Cuts the connection of the next request that satisfies a condition.
   *
   * @param request looks at the bytes of a request, on the thread that passes it on
   */
  public void cutNext(Cut cut, Predicate<byte[]> request) {
    next.set(new Order(cut, request));
  }

  private record Order(Cut cut, Predicate<byte[]> request) {}

  /** How this request is to be cut, if it is. */
  private @Nullable Cut cut(byte[] buffer, int length) {
    Order order = next.get();
    if (order == null
        || !order.request().test(Arrays.copyOf(buffer, length))
        || !next.compareAndSet(order, null)) {
      return null;
    }
    return order.cut();
  }

  /** Ends every connection now. */
  public void cutAll() {
    links.forEach(Link::close);
  }

  /** Ends new connections at once, or accepts them again. */
  public void refuse(boolean refusing) {
    this.refusing = refusing;
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private static void thread(String what, Runnable run) {
    var thread = new Thread(run, "bilayer-proxy-" + what);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (refusing) {
          client.close();
        } else {
          connect(client);
        }
      } catch (IOException e) {
        // Closed, which the loop finds out; or a client that has gone already.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      Socket server = new Socket(loopback(), target);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      var link = new Link(client, server);
      links.add(link);
      thread("requests", link::passRequests);
      thread("answers", link::passAnswers);
    } catch (IOException e) {
      client.close();
    }
  }

  /** One connection. */
  private final class Link {

    private final Socket client;
    private final Socket server;

    /** How the answer that comes next is lost. */
    private volatile @Nullable Cut losing;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void passRequests() {
      var buffer = new byte[BUFFER_BYTES];
      try {
        for (int length = read(client, buffer); length > 0; length = read(client, buffer)) {
          Cut cut = cut(buffer, length);
          if (cut == Cut.BEFORE_REQUEST) {
            break;
          }
          if (cut != null) {
            losing = cut;
          }
          server.getOutputStream().write(buffer, 0, length);
        }
      } catch (IOException e) {
        // One of the two has gone, and so does the other.
      } finally {
        close();
      }
    }

    void passAnswers() {
      var buffer = new byte[BUFFER_BYTES];
      try {
        for (int length = read(server, buffer); length > 0; length = read(server, buffer)) {
          Cut cut = losing;
          if (cut == Cut.AFTER_REQUEST) {
            break;
          }
          if (cut == null) {
            client.getOutputStream().write(buffer, 0, length);
          }
        }
      } catch (IOException e) {
        // One of the two has gone, and so does the other.
      } finally {
        close();
      }
    }

    private int read(Socket socket, byte[] buffer) throws IOException {
      return socket.getInputStream().read(buffer);
    }

    void close() {
      links.remove(this);
      close(client);
      close(server);
    }

    private void close(Socket socket) {
      try {
        socket.close();
      } catch (IOException e) {
        // It was on its way out.
      }
    }
  }

  /** Ends every connection and accepts no more. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The proxy cannot be closed [port=" + port() + "].", e);
    } finally {
      cutAll();
    }
  }
}
