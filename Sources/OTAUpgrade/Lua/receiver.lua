-- The board's end of the transfer. otaflash.w receives one line and answers with the mark, a verdict and the offset
-- that is expected next: + taken, - refused, ! the flash refused and says why. Without data it only answers.
-- The check covers the payload, its length and the offset at which it belongs: a Fletcher sum over groups of eight.
otaflash.n,otaflash.y,otaflash.u=0,string.byte,string.sub
function otaflash.v(s,n) local y,u,t,v=otaflash.y,s.."\0\0\0\0\0\0\0",#s-2+n%16381,0 for i=3,#s,8 do local a,b,c,d,e,f,g,h=y(u,i,i+7) a=t+a b=a+b c=b+c d=c+d e=d+e f=e+f g=f+g t=g+h v=v+a+b+c+d+e+f+g+t end return (t+v*3)%16381 end
function otaflash.w(s) local o,r=otaflash,"-" if s and #s>2 and o.y(s)*128+o.y(s,2)-16512==o.v(s,o.n) then local ok,m=pcall(otaupgrade.write,o.u(s,3)) if ok then o.n=o.n+#s-2 r="+" else r="!"..m.."!" end end print(o.t..r..o.n) end
-- The function has one letter while the transfer lasts; what bore it before comes back.
otaflash.g=w w=otaflash.w function otaflash.undo() w=otaflash.g end
