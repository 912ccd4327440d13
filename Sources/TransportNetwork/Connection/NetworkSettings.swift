import TransportCore

/// The settings of a connection.
struct NetworkSettings: Sendable {
    /// The time limit for connecting, over all addresses of the host.
    var connectLimit = Duration.seconds(10)
    /// The line rate to request, in bits per second; `nil` for a connection without telnet.
    var baud: Int?
    /// The time limit for each awaited answer of a telnet server.
    var answerLimit = Duration.seconds(1)
    /// The folder of the lock files; `nil` for this user's usual folder.
    var lockFolder: String?
    /// The function that looks up the addresses of a host.
    var resolver: Resolver = SocketAddress.resolve

    /// How long to listen for an error message of a raw TCP server before the connection is used.
    var noticeWait = Duration.milliseconds(150)
}
