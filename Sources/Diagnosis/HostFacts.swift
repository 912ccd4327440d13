/// The facts about a host that decide whether its boards can be reached.
public struct HostFacts: Sendable, Hashable {
    /// A program that is running.
    public struct Process: Sendable, Hashable {
        /// Its process id.
        public var pid: Int
        /// Its short name.
        public var name: String

        /// Makes a process from its facts.
        public init(pid: Int, name: String) {
            self.pid = pid
            self.name = name
        }
    }

    /// A rules file that udev reads.
    public struct RulesFile: Sendable, Hashable {
        /// Its path.
        public var path: String
        /// Its contents.
        public var text: String

        /// Makes a file from its facts.
        public init(path: String, text: String) {
            self.path = path
            self.text = text
        }
    }

    /// The user that runs this process.
    public var user: String
    /// Whether that is root, who can open any port.
    public var isRoot: Bool
    /// The groups of this process.
    public var groups: Set<String>
    /// The groups of the user in the group file, including those added since this session started.
    public var assignedGroups: Set<String>
    /// Running programs that are known to grab serial ports.
    public var grabbers: [Process]
    /// USB-serial converters, such as `1a86:7523`, that have no serial port although they should.
    public var strayConverters: [String]
    /// The project's installed rules; `nil` if they are not installed.
    public var rules: RulesFile?

    /// Makes the facts of a host without problems.
    public init(
        user: String = "root",
        isRoot: Bool = false,
        groups: Set<String> = [],
        assignedGroups: Set<String> = [],
        grabbers: [Process] = [],
        strayConverters: [String] = [],
        rules: RulesFile? = nil
    ) {
        self.user = user
        self.isRoot = isRoot
        self.groups = groups
        self.assignedGroups = assignedGroups
        self.grabbers = grabbers
        self.strayConverters = strayConverters
        self.rules = rules
    }
}
