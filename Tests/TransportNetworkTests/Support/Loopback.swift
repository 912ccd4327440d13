import Foundation
import TransportCore
import TransportPosix

@testable import TransportNetwork

/// A client of this process that is connected to a server of this process.
enum Loopback {
    /// Settings with a separate lock folder, so that tests do not interfere.
    static func settings() throws -> NetworkSettings {
        let folder = FileManager.default.temporaryDirectory.appending(path: "otaflash-network-tests")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return NetworkSettings(lockFolder: folder.path(percentEncoded: false))
    }

    /// Connects by a connector for the manner's protocol.
    static func connect(
        _ manner: ServerManner,
        baud: Int = 115_200
    ) async throws -> (transport: any ByteTransport, peer: LoopbackPeer) {
        let listener = try LoopbackListener()
        let connector = try connector(
            port: listener.port,
            isTelnet: manner.isTelnet,
            baud: baud,
            // Other tests may delay a server that answers.
            answerLimit: manner.answers(.setBaudRate(0)).isEmpty ? .seconds(1) : .seconds(60)
        )
        let opening = Task { try await connector.connect() }
        let peer = try LoopbackPeer(try await listener.accept(), manner)
        return (try await opening.value, peer)
    }

    /// - Parameter isPatient: Whether to wait for a server that is slow to send its notice.
    static func connector(
        port: Int,
        isTelnet: Bool = false,
        baud: Int = 115_200,
        isPatient: Bool = false,
        answerLimit: Duration = .seconds(1)
    ) throws -> any TransportConnector {
        var settings = try settings()
        settings.answerLimit = answerLimit
        if isPatient { settings.noticeWait = .seconds(3) }
        return isTelnet
            ? RFC2217Connector(host: "127.0.0.1", port: port, baud: baud, settings: settings)
            : SocketConnector(host: "127.0.0.1", port: port, settings: settings)
    }
}
