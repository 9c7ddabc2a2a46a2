package org.bilayer.testkit.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;

/** Says whether something listens at a port of 127.0.0.1. */
@FunctionalInterface
interface PortProbe {

  boolean isOpen(int port);

  static PortProbe tcp() {
    return port -> {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(loopback(), port), 1_000);
        return true;
      } catch (IOException e) {
        return false;
      }
    };
  }

  /** A port of 127.0.0.1 that nothing listens at, for a server about to be started. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    }
  }

  /** 127.0.0.1 itself, because the loopback address of a JVM may be the one of IPv6. */
  private static InetAddress loopback() throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }
}
